package dev.circleoftrust.ecc;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

  private final Map<EccField, String> values;
  private final SysId sysId;
  private final AgentName agent;
  private final EccQueue queue;
  private final EccState state;
  private final Priority priority;

  private EccRecord(Map<EccField, String> values) throws MalformedException {
    this.values = new EnumMap<>(EccField.class);
    for (Map.Entry<EccField, String> value : values.entrySet()) {
      checkText(value.getKey(), value.getValue());
      if (!value.getValue().isEmpty()) {
        this.values.put(value.getKey(), value.getValue());
      }
    }
    this.sysId = SysId.parse(value(EccField.SYS_ID));
    this.agent = AgentName.parseField(value(EccField.AGENT));
    this.queue = EccQueue.parse(value(EccField.QUEUE));
    this.state = EccState.parse(value(EccField.STATE));
    this.priority = Priority.parseField(value(EccField.PRIORITY));
    checkTopic(topic());
    checkOptional();
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
      values.put(known, field.getValue());
    }
    return new EccRecord(values);
  }

  /** This row with {@code field} set to {@code value}, which must be what the field holds. */
  public EccRecord with(EccField field, String value) {
    var changed = new EnumMap<>(values);
    changed.put(field, value);
    return checked(changed);
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
    return values.getOrDefault(field, "");
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
    return checked(values);
  }

  private static EccRecord checked(Map<EccField, String> values) {
    try {
      return new EccRecord(values);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void checkText(EccField field, String value) throws MalformedException {
    if (value.length() > field.maxLength()) {
      throw new MalformedException(
          "%s has %d characters, %d are allowed"
              .formatted(field.field(), value.length(), field.maxLength()));
    }
    if (!XmlText.canCarry(value)) {
      throw new MalformedException(field.field() + " holds a character that no payload can carry");
    }
  }

  /** Plain ASCII: rules are written against topics, and no two may look alike. */
  private static void checkTopic(String topic) throws MalformedException {
    boolean plain =
        topic
            .chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_');
    if (topic.isEmpty() || !plain) {
      throw new MalformedException("a topic that is not letters, digits, dots and underscores");
    }
  }

  private void checkOptional() throws MalformedException {
    for (EccField id : new EccField[] {EccField.RESPONSE_TO, EccField.FROM_SYS_ID}) {
      if (values.containsKey(id)) {
        SysId.parse(value(id));
      }
    }
    for (EccField time : new EccField[] {EccField.PROCESSED, EccField.SYS_CREATED_ON}) {
      if (values.containsKey(time)) {
        GlideTime.parse(value(time));
      }
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
