package dev.circleoftrust.simulator.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the administrator of a trusted instance does. Safe for any number of threads.
 *
 * @param instance the instance
 */
public record TrustedInstance(Instance instance) {
  private static final String ROOT = "/api/circle/";

  /** Makes a demonstration authority and both key stores, and imports them. */
  public Reply demonstrationKeys() {
    return instance.post(ROOT + "demonstration-keys");
  }

  /**
   * Import key from keystore.
   *
   * @param module {@code cm_code_attest} or {@code cm_code_signing}
   */
  public Reply importKey(String module, Bytes pkcs12, String password) {
    ObjectNode body = StrictJson.object();
    body.put("pkcs12", pkcs12.toBase64()).put("password", password);
    return instance.post(ROOT + "keys/" + module, body);
  }

  /** Takes the certificate request that a person carried from production; names its fingerprint. */
  public Reply productionRequest(String name, String pem) {
    return instance.post(
        ROOT + "production-request", StrictJson.object().put("name", name).put("request", pem));
  }

  /** The certificate whose key is in {@code module}. */
  public Row certificate(String module) throws RefusedException {
    return instance.tables().one("sys_certificate", "crypto_module=" + module);
  }

  /** Export certificate to production; the reply names the update set. */
  public Reply exportCertificate(String sysId) {
    return instance.post(ROOT + "certificates/" + sysId + "/export");
  }

  /** The scheduled job of this name. */
  public Row job(String name) throws RefusedException {
    return instance.tables().one("sysauto_script", "name=" + name);
  }

  /** Export signed job to production; the reply names the update set. */
  public Reply exportJob(String sysId) {
    return instance.post(ROOT + "jobs/" + sysId + "/export");
  }

  /** Export to XML. */
  public Bytes xml(String updateSet) throws RefusedException {
    return instance.getBytes(ROOT + "update-sets/" + updateSet + "/xml");
  }

  /** Sends an update set to production by Kafka. */
  public Reply publish(String updateSet) {
    return instance.post(ROOT + "update-sets/" + updateSet + "/publish");
  }

  /** Starts a Security Job. */
  public Reply startSecurityJob(String sysId) {
    return instance.post(ROOT + "security-jobs/" + sysId + "/start");
  }

  /**
   * Makes a local update set, has {@code content} make records in it, and completes it.
   *
   * @return its sys_id
   */
  public String updateSet(String name, List<Content> content) throws RefusedException {
    Tables tables = instance.tables();
    String set =
        Row.of(tables.insert("sys_update_set", Map.of("name", name)).required().result()).sysId();
    for (Content record : content) {
      var _ = tables.insert(record.table(), record.values()).required();
    }
    var _ = tables.update("sys_update_set", set, Map.of("state", "complete")).required();
    return set;
  }

  /** Security Job, Sign Update Set: Submit, Start; the reply is the job when it is done. */
  public Reply signUpdateSet(String updateSet, String audience) throws RefusedException {
    Map<String, String> job =
        Map.of(
            "name",
            "Sign " + updateSet,
            "type",
            "Sign Update Set",
            "update_set",
            updateSet,
            "audience",
            audience);
    Row submitted =
        Row.of(instance.tables().insert("sn_kmf_security_job", job).required().result());
    return startSecurityJob(submitted.sysId());
  }

  /** What this instance makes of the circle log. */
  public CircleReport circle() {
    return CircleReport.of(instance.get(ROOT + "state"));
  }

  /** The sys_ids of the update sets that an export named. */
  public static List<String> updateSets(Reply export) {
    if (export.result().has("update_set")) {
      return List.of(export.result().path("update_set").asText());
    }
    var sets = new ArrayList<String>();
    export
        .result()
        .path("update_sets")
        .forEach(set -> sets.add(set.isTextual() ? set.asText() : set.path("update_set").asText()));
    return sets;
  }

  /**
   * A record that an update set takes up.
   *
   * @param table its table
   * @param values its fields, with its sys_id if that matters
   */
  public record Content(String table, Map<String, String> values) {
    public Content {
      values = Map.copyOf(values);
    }
  }
}
