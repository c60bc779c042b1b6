package dev.circleoftrust.trusted.api;

import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.TableApi;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.trusted.content.CustomerUpdateRule;
import dev.circleoftrust.trusted.content.CustomerUpdates;
import dev.circleoftrust.trusted.content.SecurityJobRule;
import dev.circleoftrust.trusted.content.SignatureConfigurationRule;
import dev.circleoftrust.trusted.content.Tables;
import dev.circleoftrust.trusted.content.TrackedTable;
import dev.circleoftrust.trusted.content.UpdateSetRule;
import dev.circleoftrust.trusted.content.UpdateSets;
import dev.circleoftrust.trusted.export.ValidityWindow;
import dev.circleoftrust.trusted.keys.CryptoModule;
import dev.circleoftrust.trusted.keys.ModuleKeys;
import dev.circleoftrust.trusted.signing.SigningLog;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of this instance: which are computed, which are guarded, which are followed. */
public final class InstanceTables {
  private static final TableName CRYPTO_MODULE = new TableName("sys_kmf_crypto_module");

  private InstanceTables() {}

  /** The Table API to {@code store}. */
  public static TableApi api(
      TableStore store, ModuleKeys keys, SigningLog log, InstantSource clock) {
    var rules = new HashMap<TableName, TableRule>();
    rules.put(
        CRYPTO_MODULE,
        TableRule.computed("import a key from a keystore instead", () -> modules(keys)));
    rules.put(SigningLog.TABLE, TableRule.computed("signing writes it", log::rows));
    rules.put(CertificateRecords.TABLE, TableRule.readOnly("import a key from a keystore instead"));
    rules.put(JobExport.TABLE, TableRule.readOnly("export the job instead"));
    rules.put(SignatureRecords.TABLE, TableRule.readOnly("signing writes it"));
    rules.put(ValidityWindow.PROPERTIES, new PropertyRule());
    rules.put(Tables.UPDATE_SET, new UpdateSetRule());
    rules.put(Tables.UPDATE_XML, new CustomerUpdateRule());
    rules.put(Tables.SIGNATURE_CONFIGURATION, new SignatureConfigurationRule());
    rules.put(Tables.SECURITY_JOB, new SecurityJobRule(clock));
    var tracked = new TrackedTable(new UpdateSets(store), new CustomerUpdates(store));
    for (CodeType type : CodeType.values()) {
      rules.put(new TableName(type.table()), tracked);
    }
    return new TableApi(store, rules, TableRule.WRITABLE);
  }

  private static List<GlideRecord> modules(ModuleKeys keys) {
    var rows = new ArrayList<GlideRecord>();
    for (CryptoModule module : CryptoModule.values()) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("name", module.productName());
      fields.put("state", "published");
      fields.put("key_purpose", module.purpose().wireName());
      keys.active(module)
          .ifPresent(key -> {
            fields.put("active_key", key.signer().keyId().toHex());
            fields.put("certificate", key.certificate().value());
          });
      Digest identity = Digest.of(Bytes.ofUtf8("crypto-module " + module.productName()));
      rows.add(
          new GlideRecord(CRYPTO_MODULE, SysId.of(identity.value().slice(0, SysId.SIZE)), fields));
    }
    return rows;
  }
}
