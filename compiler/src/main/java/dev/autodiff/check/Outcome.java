package dev.autodiff.check;

/** What a comparison of one number came to. */
record Outcome(Judgement judgement, Verdict verdict) {}
