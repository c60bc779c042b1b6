package dev.circleoftrust.judgement;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The types of record that carry code to a MID Server: a closed set. */
public enum CodeType {
  /** A JDBC data source: its SQL statement is what runs. */
  DATA_SOURCE("sys_data_source", "JDBCProbe", "data_source"),
  /** A function of a REST message: its request is what is sent. */
  REST_MESSAGE("sys_rest_message_fn", "RESTProbe", "rest_message_fn"),
  /** A command: its program is what runs, without a shell. */
  COMMAND("ecc_agent_command", "Command", "command_record"),
  /** A MID Server script include: its source is what runs. */
  SCRIPT("ecc_agent_script_include", "JavascriptProbe", "script_include");

  /** Under enforcement, all that a MID Server does without a signed record. */
  private static final Set<String> TOPICS_WITHOUT_CODE =
      Set.of("HeartbeatProbe", "queue.stats", "CancelProbe");

  private final String table;
  private final String topic;
  private final String reference;

  CodeType(String table, String topic, String reference) {
    this.table = table;
    this.topic = topic;
    this.reference = reference;
  }

  /** True for the few rows that ask for nothing that anybody could have written. */
  public static boolean isCodeless(EccRecord row) {
    return TOPICS_WITHOUT_CODE.contains(row.topic()) || SystemCommands.isObeyed(row);
  }

  /** The type whose records are run by {@code topic}. */
  public static Optional<CodeType> ofTopic(String topic) {
    return Stream.of(values()).filter(type -> type.topic.equals(topic)).findFirst();
  }

  /** The type whose records stand in {@code table}. */
  public static Optional<CodeType> ofTable(String table) {
    return Stream.of(values()).filter(type -> type.table.equals(table)).findFirst();
  }

  /** The field of a record that a row's parameter stands for, by either of the product's names. */
  static String fieldOf(String parameter) {
    return switch (parameter) {
      case "query" -> "sql_statement";
      case "connection_string" -> "connection_url";
      case "endpoint" -> "rest_endpoint";
      default -> parameter;
    };
  }

  /** The table of the records. */
  public String table() {
    return table;
  }

  /** The ECC topic that runs them. */
  public String topic() {
    return topic;
  }

  /** The name of the row's parameter that holds the sys_id of the record. */
  public String reference() {
    return reference;
  }

  /** The fields that decide what runs: a signature must name every one. */
  public List<String> fields() {
    return switch (this) {
      case DATA_SOURCE ->
          List.of(
              "name",
              "type",
              "jdbc_driver",
              "connection_url",
              "credential_alias",
              "sql_statement",
              "parameters",
              "repeatable");
      case REST_MESSAGE ->
          List.of(
              "function_name",
              "rest_endpoint",
              "http_method",
              "headers",
              "content",
              "credential_alias",
              "parameters",
              "repeatable");
      case COMMAND ->
          List.of("name", "command", "arguments", "timeout", "parameters", "repeatable");
      case SCRIPT -> List.of("name", "script", "parameters", "repeatable");
    };
  }

  /** True where {@code row}, which has this payload, brings code of its own. */
  public boolean isBroughtBy(EccRecord row, EccPayload payload) {
    return (this == COMMAND && !row.value(EccField.NAME).isEmpty())
        || payload.parameters().stream().map(Parameter::name).anyMatch(ownCode()::contains);
  }

  /** Names of parameters by which a row would bring code of its own. */
  Set<String> ownCode() {
    return switch (this) {
      case DATA_SOURCE ->
          Set.of(
              "sql_statement",
              "query",
              "work",
              "connection_string",
              "connection_url",
              "jdbc_driver");
      case REST_MESSAGE ->
          Set.of("rest_endpoint", "endpoint", "url", "http_method", "headers", "content");
      case COMMAND -> Set.of("name", "command", "arguments");
      case SCRIPT -> Set.of("script");
    };
  }
}
