package dev.circleoftrust.simulator.demo;

import java.util.List;
import java.util.stream.Stream;

/** The product's steps, with its numbers and labels. */
enum Step {
  A1(Lane.TRUSTED, "A1", "Cryptographic Modules > cm_code_signing > Import key"),
  A2(Lane.TRUSTED, "A2", "Cryptographic Modules > cm_code_attest > Import key"),
  A3(Lane.TRUSTED, "A3", "Export certificate to production"),
  A4(Lane.TRUSTED, "A4", "Local Update Sets > Export to XML"),
  A5(Lane.PRODUCTION, "A5", "Retrieved Update Sets > Import Update Set from XML"),
  A6(Lane.PRODUCTION, "A6", "Customer Updates"),
  A7(Lane.PRODUCTION, "A7", "Preview, then Commit"),
  A8(Lane.PRODUCTION, "A8", "Install Trusted Code Signing cert"),
  S1(Lane.TRUSTED, "1", "All > System Definition > Scheduled Jobs"),
  S2(Lane.TRUSTED, "2", "Search for \"*Turn\" in the name field"),
  S3(Lane.TRUSTED, "3", "Select Turn on Code Signing Property"),
  S4(Lane.TRUSTED, "4", "Export signed job to production"),
  S5(Lane.TRUSTED, "5", "System Update Sets > Local Update Sets"),
  S6(Lane.TRUSTED, "6", "Export to XML"),
  S7(Lane.PRODUCTION, "7", "Log in to the production instance"),
  S8(Lane.PRODUCTION, "8", "System Update Sets > Retrieved Update Sets"),
  S9(Lane.PRODUCTION, "9", "Import Update Set from XML"),
  S10(Lane.PRODUCTION, "10", "Upload and commit the update sets"),
  S11(Lane.PRODUCTION, "11", "All > System Definition > Scheduled Jobs"),
  S12(Lane.PRODUCTION, "12", "Open the Turn on Code Signing Property job record"),
  S13(Lane.PRODUCTION, "13", "Prerequisite Check"),
  S14(Lane.PRODUCTION, "14", "Execute Now"),
  S15(Lane.PRODUCTION, "15", "sn_kmf_record_signature.list, purpose Circle of Trust"),
  S16(Lane.PRODUCTION, "16", "sys_properties.list"),
  S17(Lane.PRODUCTION, "17", "com_snc_kmf_signature.validation.flag is true"),
  S18(Lane.PRODUCTION, "18", "com_snc_kmf_signature.validation.certificate is listed");

  private final Lane lane;
  private final String number;
  private final String label;

  Step(Lane lane, String number, String label) {
    this.lane = lane;
    this.number = number;
    this.label = label;
  }

  Lane lane() {
    return lane;
  }

  /** The product's number. */
  String number() {
    return number;
  }

  /** The product's words. */
  String label() {
    return label;
  }

  /** The eighteen steps of turning on. */
  static List<Step> turnOn() {
    return Stream.of(values()).filter(step -> step.name().startsWith("S")).toList();
  }
}
