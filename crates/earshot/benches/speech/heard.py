"""What pocketsphinx hears, with the English model that its package brings."""

# What it writes between words: silence, breath, the begin and end of what was said.
NO_WORDS = ("<", "[", "+")


def recognised(audio):
    """Words, in order; the audio is 16-bit mono of 16 kHz."""
    decoder = decoded(audio)
    return decoder.hyp().hypstr.split() if decoder.hyp() else []


def segments(audio):
    """(Word, second at which it begins), in order."""
    decoder = decoded(audio)
    found = decoder.seg() if decoder.hyp() else None
    # A word said in one of several ways has the number of the way behind it: “the(2)”.
    return [
        (plain(one.word.partition("(")[0]), one.start_frame / 100)
        for one in found or ()
        if not one.word.startswith(NO_WORDS)
    ]


def decoded(audio):
    decoder = recogniser()
    decoder.start_utt()
    decoder.process_raw(audio.tobytes(), full_utt=True)
    decoder.end_utt()
    return decoder


def recogniser(made=[]):
    if not made:
        import pocketsphinx

        made.append(pocketsphinx.Decoder(loglevel="FATAL"))
    return made[0]


def plain(word):
    return "".join(letter for letter in word.lower() if letter.isalpha())
