//! What this process has used so far, as the kernel counts it (proc(5)).

use std::fs;

/// CPU seconds of this process and of the children that it waited for; 0 where /proc is missing.
pub(crate) fn cpu_seconds() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else { return 0.0 };
    // Behind the name in brackets: fields 14 to 17 of the line are 12 to 15 here.
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: u64 = (11..15)
        .filter_map(|place| fields.get(place))
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "ticks of a process fit 52 bits")]
    let seconds = ticks as f64 / rustix::param::clock_ticks_per_second() as f64;
    seconds
}

/// The largest memory that this process has had, in bytes; 0 where /proc is missing.
pub(crate) fn peak_memory_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_process_has_used_memory() {
        assert!(super::peak_memory_bytes() > 1_000_000);
        assert!(super::cpu_seconds() >= 0.0);
    }
}
