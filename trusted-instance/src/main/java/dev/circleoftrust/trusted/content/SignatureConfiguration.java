package dev.circleoftrust.trusted.content;

import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.record.FieldName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Which records of a table are signed, and which of their fields (<i>KMF Signature
 * Configuration</i>).
 *
 * @param table the records' table
 * @param fields the signed fields, in the order in which they are signed
 * @param filter which records
 */
record SignatureConfiguration(TableName table, List<String> fields, EncodedQuery filter) {
  /** The code of a configuration that leaves out what a MID Server demands. */
  static final String FIELD_NOT_SIGNED = "field-not-signed";

  SignatureConfiguration {
    fields = List.copyOf(fields);
  }

  /** The fields of the record that is there from the start. */
  static Map<String, String> forCodeOf(CodeType type, String filter) {
    return Map.of(
        "name",
        type.table(),
        "table_name",
        type.table(),
        "purpose",
        SignatureRecords.ECC_QUEUE,
        "signature_generation_fields",
        String.join(",", type.fields()),
        "signature_generation_filter",
        filter,
        "active",
        "true");
  }

  /**
   * Reads a record of the table.
   *
   * @throws MalformedException if it is no configuration, or one by which no MID Server would run
   *     what was signed
   */
  static SignatureConfiguration of(GlideRecord row) throws MalformedException {
    TableName table = TableName.parse(row.value("table_name"));
    CodeType type =
        CodeType.ofTable(table.value())
            .orElseThrow(
                () -> new MalformedException("records of %s carry no code".formatted(table)));
    if (!row.value("purpose").equals(SignatureRecords.ECC_QUEUE)) {
      throw new MalformedException("the purpose is not '%s'".formatted(SignatureRecords.ECC_QUEUE));
    }
    List<String> fields = fields(row.value("signature_generation_fields"));
    var missing = new ArrayList<>(type.fields());
    missing.removeAll(fields);
    if (!missing.isEmpty()) {
      throw new MalformedException(
          "%s: the signature must cover %s too: it decides what runs"
              .formatted(FIELD_NOT_SIGNED, String.join(", ", missing)));
    }
    return new SignatureConfiguration(
        table, fields, EncodedQuery.parse(row.value("signature_generation_filter")));
  }

  /** Whether {@code record} is to be signed. */
  boolean covers(GlideRecord record) {
    return record.table().equals(table) && filter.accepts(record);
  }

  private static List<String> fields(String text) throws MalformedException {
    List<String> fields = List.of(text.replace(" ", "").split(",", -1));
    if (!fields.stream().allMatch(FieldName::matches)
        || new HashSet<>(fields).size() != fields.size()) {
      throw new MalformedException(
          "the signature generation fields are not names of fields, each once, with commas");
    }
    return fields;
  }
}
