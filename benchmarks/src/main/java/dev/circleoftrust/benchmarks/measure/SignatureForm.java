package dev.circleoftrust.benchmarks.measure;

/** A way to sign records and to verify them, with a key of its own. */
public interface SignatureForm {
  /** Makes signed records for {@code topic}. */
  RecordSource source(Workload workload, String topic);

  /** Verifies them, from the topic's beginning, and has seen none of them before. */
  Verification verification();

  /** What signs, and how. */
  String signingDetail();

  /** What verifies, and how. */
  String verifyingDetail();
}
