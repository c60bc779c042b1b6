package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.measure.SignatureForm;

/** A form in which production could send, and a MID Server judge. */
interface WireForm extends SignatureForm {
  @Override
  Judging verification();
}
