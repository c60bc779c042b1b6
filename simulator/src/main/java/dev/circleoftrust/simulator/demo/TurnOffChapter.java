package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.attack.Fate;
import dev.circleoftrust.simulator.attack.Target;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Reply;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;

/** Code Signing is turned off the same way, and the trusted friends list stays. */
final class TurnOffChapter {
  private static final String JOB = "Turn off Code Signing Property";

  private final Stage stage;
  private final Target target;

  TurnOffChapter(Stage stage, Target target) {
    this.stage = stage;
    this.target = target;
  }

  void play() throws RefusedException {
    TrustedInstance trusted = stage.circle().trusted();
    ProductionInstance production = stage.circle().production();
    stage.screen().chapter("Turn off Code Signing");
    Bytes[] xml = new Bytes[1];
    stage.take(
        Lane.TRUSTED,
        "F1",
        JOB + ": Export signed job",
        () -> {
          Reply export = trusted.exportJob(trusted.job(JOB).sysId()).required();
          xml[0] = trusted.xml(TrustedInstance.updateSets(export).getFirst());
          return "it says: " + export.result().path("warning").asText();
        });
    Bytes carried = stage.carry("turn-off", xml[0]);
    stage.take(
        Lane.PRODUCTION,
        "F2",
        "Import, Commit, Prerequisite Check, Execute Now",
        () -> {
          var _ = production.retrieve(carried);
          String job = production.job(JOB).sysId();
          String seen =
              TurnOnChapter.checked(production.prerequisiteCheck(job).required().result());
          var _ = production.execute(job).required();
          return seen;
        });
    stage.take(
        Lane.MID_SERVERS,
        "F3",
        "no MID Server enforces, and rows run unsigned",
        () -> {
          TurnOnChapter.awaitMids(stage, false);
          Fate fate = target.sendGoodRow();
          ContentChapter.requireRows(fate, "not-enforced");
          return "off is proven by the trusted instance's checkpoint; basis " + fate.word();
        });
    stage.take(
        Lane.PRODUCTION,
        "F4",
        "The trusted friends list is still there",
        () -> {
          int friends =
              production
                  .instance()
                  .tables()
                  .list("sys_certificate", "type=Trusted CodeSigning Cert", 10)
                  .size();
          if (friends < 2) {
            throw new RefusedException(friends + " certificates are left", "friends-lost");
          }
          return friends + " certificates of type Trusted CodeSigning Cert";
        });
    stage.ledger().note("turned off, friends list kept", true);
  }
}
