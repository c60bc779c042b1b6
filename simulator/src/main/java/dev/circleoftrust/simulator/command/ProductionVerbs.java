package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an administrator of a production instance does. */
final class ProductionVerbs {
  private ProductionVerbs() {}

  static List<Verb> all() {
    return List.of(
        new Verb(
            "notarization-request",
            "shows the certificate request of the notarization key, and its fingerprint",
            List.of(),
            (instance, _) ->
                new ProductionInstance(instance).notarizationRequest().required().result()),
        new Verb(
            "import",
            "Import Update Set from XML",
            List.of("FILE"),
            (instance, given) ->
                new ProductionInstance(instance)
                    .importXml(Bytes.copyOf(Files.readAllBytes(Path.of(given.getFirst()))))
                    .required()
                    .result()),
        new Verb(
            "preview",
            "Preview Update Set",
            List.of("UPDATE-SET"),
            (instance, given) ->
                new ProductionInstance(instance).preview(given.getFirst()).required().result()),
        new Verb(
            "commit",
            "Commit Update Set",
            List.of("UPDATE-SET"),
            (instance, given) ->
                new ProductionInstance(instance).commit(given.getFirst()).required().result()),
        new Verb(
            "install",
            "Install Trusted Code Signing cert, with the fingerprint that you compared",
            List.of("CERTIFICATE", "FINGERPRINT"),
            (instance, given) ->
                new ProductionInstance(instance)
                    .install(given.get(0), given.get(1))
                    .required()
                    .result()),
        new Verb(
            "prerequisite-check",
            "Prerequisite Check of a job; turn-on, turn-off or a sys_id",
            List.of("JOB"),
            (instance, given) ->
                new ProductionInstance(instance)
                    .prerequisiteCheck(job(instance, given.getFirst()))
                    .required()
                    .result()),
        new Verb(
            "execute",
            "Execute Now; turn-on, turn-off or a sys_id",
            List.of("JOB"),
            (instance, given) ->
                new ProductionInstance(instance)
                    .execute(job(instance, given.getFirst()))
                    .required()
                    .result()),
        new Verb(
            "validate",
            "Validate a MID Server, by its name: only then it is given work",
            List.of("MID"),
            (instance, given) ->
                new ProductionInstance(instance).validate(given.getFirst()).required().result()),
        new Verb(
            "invalidate",
            "Invalidate a MID Server, by its name: it is given no more work",
            List.of("MID"),
            (instance, given) ->
                new ProductionInstance(instance).invalidate(given.getFirst()).required().result()),
        new Verb(
            "cancel",
            "cancels a row of ecc_queue that has not begun",
            List.of("SYS_ID"),
            (instance, given) ->
                new ProductionInstance(instance).cancel(given.getFirst()).required().result()),
        new Verb(
            "certificates",
            "shows the certificates that MID Servers may rely on",
            List.of(),
            (instance, _) ->
                instance.get("/api/sn_kmf/signature/certificates").required().result()),
        new Verb(
            "state",
            "shows what this instance makes of the circle log",
            List.of(),
            (instance, _) -> new ProductionInstance(instance).circle().json()));
  }

  private static String job(Instance instance, String given) throws RefusedException {
    return given.matches("[0-9a-f]{32}")
        ? given
        : new ProductionInstance(instance).job(Jobs.named(given)).sysId();
  }
}
