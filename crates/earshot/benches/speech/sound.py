"""What a listener hears, measured by programs that are not ours: ffmpeg, mp3val."""

import array
import re
import subprocess

RATE = 44_100


def run(*command):
    return subprocess.run(command, check=True, capture_output=True)


def samples(file, rate=RATE):
    """Decoded to 16-bit mono."""
    decoded = run("ffmpeg", "-v", "error", "-i", file, "-f", "s16le", "-ac", "1", "-ar", str(rate), "-")
    return array.array("h", decoded.stdout)


def loudness(file):
    """(LUFS, dBTP) by ffmpeg. It counts one channel as -3 LU beside two, as EBU R 128 does."""
    told = run("ffmpeg", "-nostats", "-i", file, "-af", "ebur128=peak=true", "-f", "null", "-").stderr.decode()
    summary = told[told.rindex("Summary:") :]
    lufs = float(re.search(r"I:\s+(-?[\d.]+) LUFS", summary)[1])
    peak = float(re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)[1])
    return lufs, peak


def complaints(file):
    """Lines of mp3val that are no plain information."""
    told = run("mp3val", file).stdout.decode().splitlines()
    return [line for line in told if line.startswith(("WARNING", "ERROR"))]


def onsets(audio, rate, silence=0.2):
    """Where sound begins after at least so many seconds of silence, in seconds."""
    frame = rate // 100
    peaks = [max(map(abs, audio[at : at + frame]), default=0) for at in range(0, len(audio), frame)]
    floor = max(peaks) / 200
    found, quiet = [], silence * 100
    for number, peak in enumerate(peaks):
        if peak > floor:
            if quiet >= silence * 100:
                found.append(number / 100)
            quiet = 0
        else:
            quiet += 1
    return found
