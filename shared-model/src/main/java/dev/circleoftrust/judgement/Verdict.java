package dev.circleoftrust.judgement;

/** The outcome of judging a record: it may run, on a basis; or it is rejected, for a reason. */
public sealed interface Verdict permits MayRun, Rejected {}
