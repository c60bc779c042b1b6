package dev.circleoftrust.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.Time;

/**
 * The two spellings of a certificate's time (RFC 5280, section 4.1.2.5): seconds in UTC, UTCTime
 * from 1950 to 2049 and GeneralizedTime otherwise. Parsers differ over any other.
 */
final class CertificateTime {
  private static final int UTC_TIME = 0x17;
  private static final int HEADER_SIZE = 2; // tag and length
  private static final int UTC_TIME_SIZE = "yyMMddHHmmssZ".length();
  private static final int GENERALIZED_TIME_SIZE = "yyyyMMddHHmmssZ".length();
  private static final int FIRST_YEAR = 1950;
  private static final int LAST_YEAR = 2049;

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private CertificateTime() {}

  /**
   * @throws MalformedException if the time is spelled otherwise or is none
   */
  static Instant read(Time time) throws MalformedException {
    try {
      byte[] der = time.getEncoded(ASN1Encoding.DER);
      boolean utcTime = der[0] == UTC_TIME;
      String digits = new String(der, HEADER_SIZE, der.length - HEADER_SIZE, US_ASCII);
      if (digits.length() != (utcTime ? UTC_TIME_SIZE : GENERALIZED_TIME_SIZE)
          || !digits.matches("[0-9]+Z")) {
        throw new MalformedException("a time that is not in whole seconds of UTC");
      }
      String century = digits.compareTo("50") < 0 ? "20" : "19";
      var read = LocalDateTime.parse(utcTime ? century + digits : digits, FORMAT);
      if (utcTime != (read.getYear() >= FIRST_YEAR && read.getYear() <= LAST_YEAR)) {
        throw new MalformedException("a time of the wrong type for its year");
      }
      return read.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | IOException _) {
      throw new MalformedException("a time that is none");
    }
  }
}
