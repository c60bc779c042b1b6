package dev.circleoftrust.trusted.content;

/** Where a local update set comes from. */
enum UpdateSetOrigin {
  /** Developed here: an administrator changed each record in it on this instance. */
  LOCAL("local"),
  /** Made by an export of a certificate or job; its file is fixed to the byte. */
  EXPORT("export"),
  /** Imported from another instance: nobody here has made what is in it. */
  IMPORTED("imported");

  private final String value;

  UpdateSetOrigin(String value) {
    this.value = value;
  }

  /** How the record spells it. */
  String value() {
    return value;
  }
}
