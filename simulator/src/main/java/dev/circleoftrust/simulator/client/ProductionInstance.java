package dev.circleoftrust.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.StrictJson;
import java.net.URLEncoder;

/**
 * What the administrator of a production instance does. Safe for any number of threads.
 *
 * @param instance the instance
 */
public record ProductionInstance(Instance instance) {
  private static final String ROOT = "/api/circle/";
  private static final String UPDATE_SETS = ROOT + "update-sets/";

  /** The certificate request of its notarization key. */
  public Reply notarizationRequest() {
    return instance.get(ROOT + "notarization-request");
  }

  /** Import Update Set from XML; the reply is the retrieved update set. */
  public Reply importXml(Bytes xml) {
    return instance.postXml(UPDATE_SETS + "import", xml);
  }

  /** Preview Update Set. */
  public Reply preview(String updateSet) {
    return instance.post(UPDATE_SETS + updateSet + "/preview");
  }

  /** Commit Update Set. */
  public Reply commit(String updateSet) {
    return instance.post(UPDATE_SETS + updateSet + "/commit");
  }

  /**
   * Imports, previews and commits.
   *
   * @return the sys_id of the retrieved update set
   */
  public String retrieve(Bytes xml) throws RefusedException {
    String set = importXml(xml).required().result().path("sys_id").asText();
    var _ = preview(set).required();
    var _ = commit(set).required();
    return set;
  }

  /** Install Trusted Code Signing cert, with the fingerprint that the person compared. */
  public Reply install(String certificate, String fingerprint) {
    return instance.post(
        ROOT + "certificates/" + certificate + "/install",
        StrictJson.object().put("fingerprint", fingerprint));
  }

  /** The scheduled job of this name. */
  public Row job(String name) throws RefusedException {
    return instance.tables().one("sysauto_script", "name=" + name);
  }

  /** Prerequisite Check. */
  public Reply prerequisiteCheck(String job) {
    return instance.post(ROOT + "jobs/" + job + "/prerequisite-check");
  }

  /** Execute Now. */
  public Reply execute(String job) {
    return instance.post(ROOT + "jobs/" + job + "/execute");
  }

  /** Validates the MID Server of this name, which has checked in. */
  public Reply validate(String mid) throws RefusedException {
    return instance.post(ROOT + "agents/" + agent(mid) + "/validate");
  }

  /** Ends the validation of the MID Server of this name. */
  public Reply invalidate(String mid) throws RefusedException {
    return instance.post(ROOT + "agents/" + agent(mid) + "/invalidate");
  }

  /** Cancels a row of ecc_queue. */
  public Reply cancel(String row) {
    return instance.post(ROOT + "ecc-queue/" + URLEncoder.encode(row, UTF_8) + "/cancel");
  }

  private String agent(String mid) throws RefusedException {
    return instance.tables().one("ecc_agent", "name=" + mid).sysId();
  }

  /** What this instance makes of the circle log. */
  public CircleReport circle() {
    return CircleReport.of(instance.get(ROOT + "state"));
  }
}
