package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The first statement of a circle. Its SHA-256 is the circle's id, so the one value that a MID
 * Server has pinned fixes everything in here.
 *
 * @param nonce 256 random bits: two circles of the same people and keys are still two circles
 * @param production the one production instance that the circle is for
 * @param roots DER of the authorities whose certificates the circle admits, 1 to 8
 * @param issuers the trusted instances, 1 to 16, each of which signs this statement
 * @param circleOfTrustThreshold how many issuers must sign an instruction, 1 to their number
 * @param codeThreshold how many issuers must sign a record that carries code, 1 to their number
 * @param validity when it may be installed
 */
public record Establish(
    Digest nonce,
    Production production,
    List<Bytes> roots,
    List<Founder> issuers,
    int circleOfTrustThreshold,
    int codeThreshold,
    Validity validity)
    implements Statement {
  /** The DSSE payload type of this statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.circle-of-trust.establish.v1+json";

  /** The most issuers that a circle may have. */
  public static final int MAX_ISSUERS = 16;

  private static final int MAX_ROOTS = 8;
  private static final int MAX_CHAIN = 4;

  /**
   * The production instance.
   *
   * @param name its name as an issuer
   * @param notarizationKey the SubjectPublicKeyInfo (DER) of its first notarization key, taken from
   *     a certificate request that a person carried and compared
   */
  public record Production(IssuerName name, Bytes notarizationKey) {}

  /**
   * A trusted instance that founds the circle.
   *
   * @param name its name as an issuer
   * @param certificates DER of its first circle-of-trust certificate and what links that to a root
   * @param checkpointKey the SubjectPublicKeyInfo (DER) of its first checkpoint key
   */
  public record Founder(IssuerName name, List<Bytes> certificates, Bytes checkpointKey) {
    public Founder {
      certificates = List.copyOf(certificates);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("an issuer without a certificate");
      }
    }
  }

  public Establish {
    roots = List.copyOf(roots);
    issuers = List.copyOf(issuers);
    if (roots.isEmpty() || roots.size() > MAX_ROOTS) {
      throw new IllegalArgumentException("a circle has 1 to 8 roots");
    }
    if (issuers.isEmpty() || issuers.size() > MAX_ISSUERS) {
      throw new IllegalArgumentException("a circle has 1 to 16 issuers");
    }
    if (circleOfTrustThreshold < 1 || circleOfTrustThreshold > issuers.size()) {
      throw new IllegalArgumentException("a threshold is 1 to the number of issuers");
    }
    if (codeThreshold < 1 || codeThreshold > issuers.size()) {
      throw new IllegalArgumentException("a threshold is 1 to the number of issuers");
    }
    var names = new HashSet<IssuerName>();
    names.add(production.name());
    if (!issuers.stream().map(Founder::name).allMatch(names::add)) {
      throw new IllegalArgumentException("one name stands for two instances");
    }
  }

  @Override
  public String payloadType() {
    return PAYLOAD_TYPE;
  }

  @Override
  public Bytes encode() {
    ObjectNode json = StrictJson.object();
    json.put("nonce", nonce.toHex());
    json.putObject("production")
        .put("name", production.name().value())
        .put("notarizationKey", production.notarizationKey().toBase64());
    Base64Lists.write(json, "roots", roots);
    var issuerList = json.putArray("issuers");
    for (Founder issuer : issuers) {
      ObjectNode node = issuerList.addObject().put("name", issuer.name().value());
      Base64Lists.write(node, "certificates", issuer.certificates());
      node.put("checkpointKey", issuer.checkpointKey().toBase64());
    }
    json.putObject("thresholds")
        .put("circleOfTrust", circleOfTrustThreshold)
        .put("code", codeThreshold);
    validity.write(json);
    return StrictJson.encode(json);
  }

  /**
   * Reads a statement whose signatures have been verified, or are about to be with the keys in it.
   *
   * @throws MalformedException if {@code payload} is not one
   */
  public static Establish parse(Bytes payload) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(payload, Statements.MAX_SIZE));
    JsonFields production = fields.object("production");
    JsonFields thresholds = fields.object("thresholds");
    try {
      var establish =
          new Establish(
              fields.digest("nonce"),
              new Production(
                  new IssuerName(production.text("name")), production.base64("notarizationKey")),
              Base64Lists.read(fields, "roots", MAX_ROOTS),
              founders(fields),
              thresholds.integer("circleOfTrust", 1, MAX_ISSUERS),
              thresholds.integer("code", 1, MAX_ISSUERS),
              Validity.read(fields));
      production.end();
      thresholds.end();
      fields.end();
      return establish;
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not a first statement: " + e.getMessage());
    }
  }

  private static List<Founder> founders(JsonFields fields) throws MalformedException {
    var founders = new ArrayList<Founder>();
    for (JsonFields issuer : fields.objects("issuers", MAX_ISSUERS)) {
      founders.add(
          new Founder(
              new IssuerName(issuer.text("name")),
              Base64Lists.read(issuer, "certificates", MAX_CHAIN),
              issuer.base64("checkpointKey")));
      issuer.end();
    }
    return founders;
  }
}
