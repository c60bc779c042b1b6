package dev.circleoftrust.xml;

/**
 * What a document may hold at most. Whoever knows the form of a document chooses them; {@link
 * XmlCursor} refuses what is above before it keeps any of it.
 *
 * @param documentSize bytes of the whole document, looked at before anything is read
 * @param elements elements in the document
 * @param depth elements inside one another, the root counted
 * @param attributeLength UTF-16 units of one attribute's value
 * @param textLength UTF-16 units of one element's text
 */
public record XmlLimits(
    int documentSize, int elements, int depth, int attributeLength, int textLength) {

  /** Attributes that one element may have. */
  static final int ATTRIBUTES = 16;

  /** Characters that the name of an element or an attribute may have. */
  static final int NAME_LENGTH = 80;

  public XmlLimits {
    if (documentSize < 1 || elements < 1 || depth < 1 || attributeLength < 1 || textLength < 1) {
      throw new IllegalArgumentException("a limit is below 1");
    }
  }
}
