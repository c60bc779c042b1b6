package dev.circleoftrust.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an administrator of a trusted instance does. */
final class TrustedVerbs {
  private TrustedVerbs() {}

  static List<Verb> all() {
    return List.of(
        new Verb(
            "demonstration-keys",
            "makes a demonstration authority and both key stores, and imports them",
            List.of(),
            (instance, _) -> new TrustedInstance(instance).demonstrationKeys().required().result()),
        new Verb(
            "import-key",
            "Import key from keystore",
            List.of("MODULE", "FILE.p12", "PASSWORD-FILE"),
            TrustedVerbs::importKey),
        new Verb(
            "production-request",
            "takes the certificate request of production that a person carried here",
            List.of("NAME", "FILE"),
            (instance, given) ->
                new TrustedInstance(instance)
                    .productionRequest(given.get(0), Files.readString(Path.of(given.get(1)), UTF_8))
                    .required()
                    .result()),
        new Verb(
            "export-certificate",
            "Export certificate to production",
            List.of("MODULE"),
            (instance, given) -> {
              var trusted = new TrustedInstance(instance);
              String certificate = trusted.certificate(given.getFirst()).sysId();
              return trusted.exportCertificate(certificate).required().result();
            }),
        new Verb(
            "export-job",
            "Export signed job to production; turn-on or turn-off",
            List.of("JOB"),
            (instance, given) -> {
              var trusted = new TrustedInstance(instance);
              String job = trusted.job(Jobs.named(given.getFirst())).sysId();
              return trusted.exportJob(job).required().result();
            }),
        new Verb(
            "export-xml",
            "Export to XML: writes a complete update set to a file",
            List.of("UPDATE-SET", "FILE"),
            TrustedVerbs::exportXml),
        new Verb(
            "publish",
            "sends a complete update set to production by Kafka",
            List.of("UPDATE-SET"),
            (instance, given) ->
                new TrustedInstance(instance).publish(given.getFirst()).required().result()),
        new Verb(
            "sign-update-set",
            "Security Job, Sign Update Set: signs what a signature configuration covers",
            List.of("UPDATE-SET", "[AUDIENCE]"),
            (instance, given) ->
                new TrustedInstance(instance)
                    .signUpdateSet(given.get(0), given.size() > 1 ? given.get(1) : "any")
                    .required()
                    .result()),
        new Verb(
            "append",
            "signs and appends what tightens: turn-on, revoke-key KEY or withdraw-code STATEMENT",
            List.of("ACTION", "[ARGUMENT]"),
            TrustedVerbs::append),
        new Verb(
            "state",
            "shows what this instance makes of the circle log",
            List.of(),
            (instance, _) -> new TrustedInstance(instance).circle().json()));
  }

  private static JsonNode importKey(Instance instance, List<String> given)
      throws RefusedException, IOException {
    var store = Bytes.copyOf(Files.readAllBytes(Path.of(given.get(1))));
    String password = Files.readString(Path.of(given.get(2)), UTF_8).strip();
    return new TrustedInstance(instance)
        .importKey(given.get(0), store, password)
        .required()
        .result();
  }

  private static JsonNode exportXml(Instance instance, List<String> given)
      throws RefusedException, IOException {
    Bytes xml = new TrustedInstance(instance).xml(given.get(0));
    Files.write(Path.of(given.get(1)), xml.toByteArray());
    return StrictJson.object().put("file", given.get(1)).put("bytes", xml.size());
  }

  private static JsonNode append(Instance instance, List<String> given) throws RefusedException {
    ObjectNode body = StrictJson.object();
    ObjectNode action = body.putObject("action").put("type", given.get(0));
    if (given.size() > 1) {
      action.put(given.get(0).equals("revoke-key") ? "key" : "statement", given.get(1));
    }
    return instance.post("/api/circle/instructions", body).required().result();
  }
}
