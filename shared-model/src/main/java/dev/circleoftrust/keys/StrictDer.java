package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;

/**
 * Checks that bytes are one value in the distinguished encoding rules (ITU-T X.690, section 10 and
 * 11), before any parser that is more lenient, or that recurses without a bound, sees them.
 *
 * <p>Looks at the shape of every element: definite and shortest lengths, nothing left over, bounded
 * depth, and one spelling of booleans, integers, bit strings and object identifiers. The order of a
 * SET and the omission of default values need a schema and are not looked at.
 */
final class StrictDer {
  private static final int MAX_DEPTH = 16;

  private static final int CONSTRUCTED = 0x20;
  private static final int UNIVERSAL_SEQUENCE = 0x30;
  private static final int UNIVERSAL_SET = 0x31;
  private static final int CLASS_MASK = 0xc0;
  private static final int LONG_TAG = 0x1f;

  private final Bytes der;
  private int at;

  private StrictDer(Bytes der) {
    this.der = der;
  }

  /**
   * @throws MalformedException if {@code der} is anything but one value in DER
   */
  static void check(Bytes der) throws MalformedException {
    var reader = new StrictDer(der);
    reader.value(der.size(), 0);
    require(reader.at == der.size(), "bytes after the value");
  }

  private void value(int end, int depth) throws MalformedException {
    require(depth <= MAX_DEPTH, "values nested too deeply");
    int tag = next(end);
    require((tag & LONG_TAG) != LONG_TAG, "a tag of several bytes");
    int size = length(end);
    require(size <= end - at, "a value that ends too early");
    int valueEnd = at + size;
    if ((tag & CONSTRUCTED) != 0) {
      boolean universal = (tag & CLASS_MASK) == 0;
      require(
          !universal || tag == UNIVERSAL_SEQUENCE || tag == UNIVERSAL_SET,
          "a primitive value in parts");
      while (at < valueEnd) {
        value(valueEnd, depth + 1);
      }
    } else {
      primitive(tag, size);
      at = valueEnd;
    }
  }

  /** Shortest definite form (X.690, sections 8.1.3 and 10.1). */
  private int length(int end) throws MalformedException {
    int first = next(end);
    if (first < 0x80) {
      return first;
    }
    int bytes = first - 0x80;
    require(bytes > 0, "a value of indefinite length");
    require(bytes <= 3, "a length of more than three bytes");
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << 8) | next(end);
    }
    require(
        length >= 0x80 && length >= 1 << (8 * (bytes - 1)), "a length that is not the shortest");
    return length;
  }

  private void primitive(int tag, int size) throws MalformedException {
    switch (tag) {
      case 0x01 ->
          require(size == 1 && (der.at(at) == 0 || der.at(at) == 0xff), "a crooked BOOLEAN");
      case 0x02, 0x0a -> require(isShortestInteger(size), "an INTEGER that is not the shortest");
      case 0x03 -> require(isBitString(size), "a crooked BIT STRING");
      case 0x05 -> require(size == 0, "a NULL with a value");
      case 0x06 -> require(isObjectIdentifier(size), "a crooked OBJECT IDENTIFIER");
      case 0x00, 0x10, 0x11 -> throw new MalformedException("DER holds a crooked structure");
      default -> {} // strings and times have no spelling to choose at this level
    }
  }

  private boolean isShortestInteger(int size) {
    if (size <= 1) {
      return size == 1;
    }
    int sign = (der.at(at) << 1) | (der.at(at + 1) >> 7);
    return sign != 0 && sign != 0x1ff;
  }

  private boolean isBitString(int size) {
    if (size <= 1) {
      return size == 1 && der.at(at) == 0;
    }
    int unused = der.at(at);
    return unused <= 7 && (der.at(at + size - 1) & ((1 << unused) - 1)) == 0;
  }

  private boolean isObjectIdentifier(int size) {
    boolean atStart = true;
    for (int i = at; i < at + size; i++) {
      if (atStart && der.at(i) == 0x80) {
        return false;
      }
      atStart = der.at(i) < 0x80;
    }
    return size > 0 && atStart;
  }

  private int next(int end) throws MalformedException {
    require(at < end, "a value that ends too early");
    return der.at(at++);
  }

  private static void require(boolean holds, String otherwise) throws MalformedException {
    if (!holds) {
      throw new MalformedException("DER holds " + otherwise);
    }
  }
}
