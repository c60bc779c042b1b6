package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported job that was changed on its way, and an administrator who presses every button. */
class AlteredJobIT {
  private static final int CHANGES = 200;
  private static final long SEED = 20261121;
  private static final String JOB = "/api/circle/jobs/" + JobExport.sysIdOf(JobExport.TURN_ON);

  @TempDir private Path folder;
  private final TestTrustedInstance trusted = new TestTrustedInstance("trusted", Instant.now());
  private TestBroker broker;
  private RunningProduction production;
  private TestAdministrator administrator;

  @BeforeEach
  void start() throws Exception {
    broker = new TestBroker(folder.resolve("broker"));
    production = RunningProduction.start(folder.resolve("production"), broker.bootstrap());
    administrator = new TestAdministrator(trusted, production, broker);
    administrator.establish();
  }

  @AfterEach
  void stop() throws Exception {
    production.close();
    broker.close();
  }

  @Test
  void noChangedByteIsAppliedAndNoneIsAServerError() throws Exception {
    byte[] genuine =
        trusted
            .job(administrator.circle(), administrator.head(), new Action.TurnOn())
            .xml()
            .toByteArray();
    String head = administrator.head().toHex();
    var random = new Random(SEED);
    for (int i = 0; i < CHANGES; i++) {
      byte[] altered = genuine.clone();
      int at = random.nextInt(altered.length);
      altered[at] ^= (byte) (1 + random.nextInt(255));
      bringIn(Bytes.copyOf(altered));
      var check = answered(production.post(JOB + "/prerequisite-check", ""));
      assertThat(check.result().path("passed").asBoolean()).as("byte %d", at).isFalse();
      var executed = answered(production.post(JOB + "/execute", ""));
      assertThat(executed.status()).as("byte %d", at).isBetween(400, 499);
      assertThat(administrator.head().toHex()).as("byte %d", at).isEqualTo(head);
    }
    assertThat(administrator.execute(new Action.TurnOn()).result().path("enforcing").asBoolean())
        .isTrue();
  }

  /** As far as it goes, accepting whatever the preview objects to. */
  private void bringIn(Bytes file) throws Exception {
    var loaded = answered(production.post("/api/circle/update-sets/import", file));
    if (loaded.status() != 200) {
      return;
    }
    String set = loaded.result().path("sys_id").asText();
    var _ = answered(production.post("/api/circle/update-sets/" + set + "/preview", ""));
    for (JsonNode problem : production.rows("sys_update_preview_xml", "remote_update_set=" + set)) {
      var _ =
          answered(
              production.patch(
                  "/api/now/table/sys_update_preview_xml/" + problem.path("sys_id").asText(),
                  "{\"status\":\"accepted\"}"));
    }
    var _ = answered(production.post("/api/circle/update-sets/" + set + "/commit", ""));
  }

  private static RunningProduction.Reply answered(RunningProduction.Reply reply) {
    assertThat(reply.status()).as(reply.json().toString()).isLessThan(500);
    return reply;
  }
}
