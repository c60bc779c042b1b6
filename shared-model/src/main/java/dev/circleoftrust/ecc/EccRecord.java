package dev.circleoftrust.ecc;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.JsonCursor;
import dev.circleoftrust.wire.MalformedException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the ECC queue that travels between production and a MID Server. It always has a sys_id,
 * an agent, a topic, a queue, a state and a priority; every other field may be empty, which is the
 * same as absent. Immutable and safe for any number of threads.
 *
 * <p>It is only what the row says. Whether any of that is true, and whether it may run, is for a
 * judge to say who has verified the bytes that the row was read from.
 */
public final class EccRecord {
  /** The table that rows of the ECC queue belong to. */
  public static final TableName TABLE = new TableName("ecc_queue");

  /** The fields that hold more than text, and may be empty: identities, then times. */
  private static final List<EccField> OPTIONAL =
      List.of(
          EccField.RESPONSE_TO, EccField.FROM_SYS_ID, EccField.PROCESSED, EccField.SYS_CREATED_ON);

  /** Those that are not empty. */
  private final EnumMap<EccField, String> values;

  private final SysId sysId;
  private final AgentName agent;
  private final EccQueue queue;
  private final EccState state;
  private final Priority priority;

  /**
   * @param values of which every text was looked at, each by itself; nobody changes them any more
   */
  private EccRecord(EnumMap<EccField, String> values) throws MalformedException {
    this.values = values;
    this.sysId = SysId.parse(value(EccField.SYS_ID));
    this.agent = AgentName.parseField(value(EccField.AGENT));
    this.queue = EccQueue.parse(value(EccField.QUEUE));
    this.state = EccState.parse(value(EccField.STATE));
    this.priority = Priority.parseField(value(EccField.PRIORITY));
    checkTopic(topic());
    for (EccField field : OPTIONAL) {
      checkOptional(field);
    }
  }

  /** A row that differs from another in one field. */
  private EccRecord(EccRecord other, EccField field, String value) throws MalformedException {
    field.check(value);
    this.values = other.values.clone();
    this.values.put(field, value);
    this.values.values().removeIf(String::isEmpty);
    this.sysId = field == EccField.SYS_ID ? SysId.parse(value) : other.sysId;
    this.agent = field == EccField.AGENT ? AgentName.parseField(value) : other.agent;
    this.queue = field == EccField.QUEUE ? EccQueue.parse(value) : other.queue;
    this.state = field == EccField.STATE ? EccState.parse(value) : other.state;
    this.priority = field == EccField.PRIORITY ? Priority.parseField(value) : other.priority;
    if (field == EccField.TOPIC) {
      checkTopic(value);
    } else if (OPTIONAL.contains(field)) {
      checkOptional(field);
    }
  }

  /** A row in state <i>ready</i> that asks {@code agent} to do what {@code topic} names. */
  public static EccRecord output(SysId sysId, AgentName agent, String topic, Priority priority) {
    return ready(EccQueue.OUTPUT, sysId, agent, topic, priority);
  }

  /** A row in state <i>ready</i> in which {@code agent} tells the instance something. */
  public static EccRecord input(SysId sysId, AgentName agent, String topic, Priority priority) {
    return ready(EccQueue.INPUT, sysId, agent, topic, priority);
  }

  /**
   * The row that has these fields.
   *
   * @throws MalformedException if a required field is missing, a field is not one of {@link
   *     EccField}, or a value is not what its field holds
   */
  public static EccRecord parse(Map<String, String> fields) throws MalformedException {
    var values = new EnumMap<EccField, String>(EccField.class);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      EccField known =
          EccField.named(field.getKey())
              .orElseThrow(() -> new MalformedException("a field that is not in ecc_queue"));
      known.check(field.getValue());
      if (!field.getValue().isEmpty()) {
        values.put(known, field.getValue());
      }
    }
    return new EccRecord(values);
  }

  /** Reads the object that the cursor stands before: its fields, each at most once. */
  static EccRecord read(JsonCursor json) throws MalformedException {
    var values = new EnumMap<EccField, String>(EccField.class);
    boolean anyEmpty = false;
    json.object();
    while (json.hasField()) {
      EccField field = EccField.at(json.field(EccField.NAMES));
      String value = json.text();
      EccJson.requireOnce(values.put(field, value));
      field.checkLength(value);
      if (!json.wasPlain()) {
        field.checkCharacters(value);
      }
      anyEmpty |= value.isEmpty();
    }
    if (anyEmpty) {
      values.values().removeIf(String::isEmpty);
    }
    return new EccRecord(values);
  }

  /** This row with {@code field} set to {@code value}, which must be what the field holds. */
  public EccRecord with(EccField field, String value) {
    try {
      return new EccRecord(this, field, value);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  public SysId sysId() {
    return sysId;
  }

  public AgentName agent() {
    return agent;
  }

  /** What kind of probe or message it is, such as {@code JDBCProbe}. */
  public String topic() {
    return value(EccField.TOPIC);
  }

  public EccQueue queue() {
    return queue;
  }

  public EccState state() {
    return state;
  }

  public Priority priority() {
    return priority;
  }

  /** The row that this one answers, or that caused it. */
  public Optional<SysId> responseTo() {
    String value = value(EccField.RESPONSE_TO);
    return value.isEmpty() ? Optional.empty() : Optional.of(new SysId(value));
  }

  /** The payload's XML; empty where there is none. */
  public String payload() {
    return value(EccField.PAYLOAD);
  }

  /** The value of {@code field}; empty where there is none. */
  public String value(EccField field) {
    String value = values.get(field); // an EnumMap's getOrDefault looks twice for what is absent
    return value == null ? "" : value;
  }

  /** The fields that are not empty, by name, in the order of {@link EccField}. */
  public Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    values.forEach((field, value) -> fields.put(field.field(), value));
    return fields;
  }

  /** The row as a record of the table {@code ecc_queue}. */
  public GlideRecord toRecord() {
    Map<String, String> fields = fields();
    fields.remove(EccField.SYS_ID.field());
    return new GlideRecord(TABLE, sysId, fields);
  }

  private static EccRecord ready(
      EccQueue queue, SysId sysId, AgentName agent, String topic, Priority priority) {
    var values = new EnumMap<EccField, String>(EccField.class);
    values.put(EccField.SYS_ID, sysId.value());
    values.put(EccField.AGENT, agent.field());
    values.put(EccField.TOPIC, topic);
    values.put(EccField.QUEUE, queue.word());
    values.put(EccField.STATE, EccState.READY.word());
    values.put(EccField.PRIORITY, Integer.toString(priority.code()));
    try {
      EccField.TOPIC.check(topic);
      return new EccRecord(values);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Plain ASCII: rules are written against topics, and no two may look alike. */
  private static void checkTopic(String topic) throws MalformedException {
    boolean plain = !topic.isEmpty();
    for (int i = 0; plain && i < topic.length(); i++) {
      char c = topic.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_';
    }
    if (!plain) {
      throw new MalformedException("a topic that is not letters, digits, dots and underscores");
    }
  }

  /** What a field that may be empty holds where it is not. */
  private void checkOptional(EccField field) throws MalformedException {
    String value = value(field);
    if (value.isEmpty()) {
      return;
    }
    if (field == EccField.RESPONSE_TO || field == EccField.FROM_SYS_ID) {
      SysId.parse(value);
    } else {
      GlideTime.parse(value);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EccRecord that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Which row it is and for whom; neither arguments nor payload. */
  @Override
  public String toString() {
    return "EccRecord[%s %s %s %s]".formatted(sysId, queue.word(), agent, topic());
  }
}
