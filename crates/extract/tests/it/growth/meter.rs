//! What a piece of work costs the thread that does it: processor time, and bytes asked for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

thread_local! {
    /// Bytes that this thread has asked for since it began.
    static ALLOCATED_BYTES: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(bytes: usize) {
    // A thread that ends allocates when its own storage is gone.
    let _counted = ALLOCATED_BYTES.try_with(|sum| sum.set(sum.get().wrapping_add(bytes)));
}

#[expect(unsafe_code, reason = "no other way to see allocations; every call is handed on as it is")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        count(bytes.saturating_sub(layout.size()));
        unsafe { System.realloc(place, layout, bytes) }
    }
}

/// What some work cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Processor time of this thread.
    pub(super) time: Duration,
    /// Bytes asked for, whether given back or not: memory in use was never more.
    pub(super) allocated_bytes: usize,
}

pub(super) fn cost_of(work: impl FnOnce()) -> Cost {
    let (bytes, time) = (ALLOCATED_BYTES.get(), processor_time());
    work();
    Cost {
        time: processor_time().saturating_sub(time),
        allocated_bytes: ALLOCATED_BYTES.get().wrapping_sub(bytes),
    }
}

fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}
