package dev.circleoftrust.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.process.BindAddress;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableApiTest {
  private static final String API = "/api/now/table/";
  private static final TableName PROPERTIES = new TableName("sys_properties");
  private static final SysId FLAG = new SysId("f".repeat(32));

  /** One account for all tests: a password is slow to hash. */
  @TempDir static Path shared;

  private static PrivateFolder folder;
  private static LoginGate gate;

  @TempDir Path temp;
  private Database database;
  private TableStore store;
  private HttpServer server;
  private Client client;
  private final QueueRule queue = new QueueRule();

  /** Properties, of which one is computed: it cannot be written, nor imitated. */
  private final class FlagRule implements TableRule {
    @Override
    public Optional<List<GlideRecord>> rows() {
      var rows = new ArrayList<GlideRecord>();
      rows.add(new GlideRecord(PROPERTIES, FLAG, Map.of("name", "flag", "value", "true")));
      store.query(PROPERTIES, EncodedQuery.all(), 100).stream()
          .filter(row -> !row.value("name").equals("flag"))
          .forEach(rows::add);
      return Optional.of(rows);
    }

    @Override
    public Ruling insert(GlideRecord proposed, String user) {
      return judge(proposed, proposed);
    }

    @Override
    public Ruling update(GlideRecord before, GlideRecord after, String user) {
      return judge(before, after);
    }

    @Override
    public Ruling delete(GlideRecord before, String user) {
      return judge(before, before);
    }

    private static Ruling judge(GlideRecord before, GlideRecord after) {
      return before.value("name").equals("flag") || after.value("name").equals("flag")
          ? new Ruling.Refused("flag is read-only", "a signed job changes it")
          : new Ruling.Allowed(after);
    }
  }

  /** A queue that completes what is put into it, and wakes whoever empties it. */
  private static final class QueueRule implements TableRule {
    private final AtomicInteger woken = new AtomicInteger();

    @Override
    public Ruling insert(GlideRecord proposed, String user) {
      if (proposed.value("topic").contains(" ")) {
        return new Ruling.Malformed("a topic with a space");
      }
      return proposed.value("agent").isEmpty()
          ? new Ruling.Refused("agent is missing", "name a MID Server")
          : new Ruling.Allowed(proposed.with("state", "ready"));
    }

    @Override
    public void written() {
      woken.incrementAndGet();
    }
  }

  @BeforeAll
  static void openFolder() {
    folder = PrivateFolder.open(shared.resolve("instance"));
    gate = new LoginGate(AdministratorAccount.open(folder, new SecureRandom()), Instant::now);
  }

  @AfterAll
  static void closeFolder() {
    folder.close();
  }

  @BeforeEach
  void start() throws Exception {
    database = Database.open(temp.resolve("instance.db"), TableStore.SCHEMA);
    var random = new SecureRandom();
    store = new TableStore(database, () -> Instant.parse("2026-11-21T10:00:00Z"), random);
    var rules =
        Map.of(
            PROPERTIES,
            new FlagRule(),
            new TableName("ecc_queue"),
            queue,
            new TableName("syslog"),
            TableRule.readOnly("the log writes itself"));
    var api = new TableApi(store, rules, TableRule.WRITABLE);
    server = HttpServer.start(BindAddress.loopback(0), gate, api.routes());
    String password = Files.readString(folder.file("admin-password")).strip();
    client = new Client(server.uri(), password);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    database.close();
  }

  @Test
  void aRecordIsMadeReadChangedAndRemoved() throws Exception {
    HttpResponse<String> made =
        client.send(
            "POST", API + "u_thing", "{\"name\":\"a\",\"count\":3,\"on\":true,\"off\":null}");
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode record = Client.json(made).get("result");
    assertThat(record.get("count").textValue()).isEqualTo("3");
    assertThat(record.get("on").textValue()).isEqualTo("true");
    assertThat(record.get("off").textValue()).isEmpty();
    assertThat(record.get("sys_created_by").textValue()).isEqualTo("admin");
    assertThat(record.get("sys_created_on").textValue()).isEqualTo("2026-11-21 10:00:00");
    String path = made.headers().firstValue("Location").orElseThrow();
    assertThat(path).isEqualTo(API + "u_thing/" + record.get("sys_id").textValue());

    assertThat(Client.json(client.get(path)).get("result")).isEqualTo(record);
    HttpResponse<String> changed = client.send("PATCH", path, "{\"name\":\"b\"}");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(Client.json(changed).at("/result/name").textValue()).isEqualTo("b");
    assertThat(Client.json(changed).at("/result/count").textValue()).isEqualTo("3");
    assertThat(Client.json(changed).at("/result/sys_mod_count").textValue()).isEqualTo("1");

    assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(client.get(path).statusCode()).isEqualTo(404);
    assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(client.send("PATCH", path, "{}").statusCode()).isEqualTo(404);
    assertThat(client.get(path).body()).contains("No Record found");
  }

  @Test
  void listsAreFilteredOrderedAndCut() throws Exception {
    for (int i = 0; i < 12; i++) {
      insert("u_thing", "{\"n\":\"%02d\",\"odd\":%b}".formatted(i, i % 2 == 1));
    }
    HttpResponse<String> page =
        list(
            "u_thing",
            "odd=true^ORDERBYDESCn",
            "&sysparm_limit=2&sysparm_offset=1&sysparm_fields=n,nothing");
    assertThat(page.headers().firstValue("X-Total-Count")).contains("6");
    assertThat(page.body())
        .isEqualTo(
            "{\"result\":[{\"n\":\"09\",\"nothing\":\"\"},{\"n\":\"07\",\"nothing\":\"\"}]}");
    assertThat(list("u_thing", "n=99", "").body()).isEqualTo("{\"result\":[]}");
    assertThat(list("u_never_seen", "", "").body()).isEqualTo("{\"result\":[]}");
  }

  @Test
  void aClientMayNameTheSysIdOnce() throws Exception {
    String body = "{\"sys_id\":\"%s\"}".formatted("a".repeat(32));
    assertThat(client.send("POST", API + "u_thing", body).statusCode()).isEqualTo(201);
    assertThat(client.send("POST", API + "u_thing", body).statusCode()).isEqualTo(409);
    String other = "{\"sys_id\":\"%s\"}".formatted("b".repeat(32));
    assertThat(client.send("PATCH", API + "u_thing/" + "a".repeat(32), other).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\":\"1\",\"a\":\"2\"}",
        "{\"a\":{\"value\":\"1\"}}",
        "{\"a\":[1]}",
        "{\"a\":1.5}",
        "{\"a\":\"1\"} ",
        "{\"a\":\"1\"}{}",
        "{\"A\":\"1\"}",
        "{\"a b\":\"1\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"sys_id\":\"x\"}",
        "{a:1}",
        "{'a':'1'}",
        "{\"a\":NaN}",
        "\uFEFF{\"a\":\"1\"}",
      })
  void aBodyThatIsNoRecordIsRefused(String body) throws Exception {
    int expected = body.endsWith(" ") ? 201 : 400; // white space after the value is JSON
    assertThat(client.send("POST", API + "u_thing", body).statusCode()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sys_user",
        "1table",
        "a-b",
        "a.b",
        "a%2Fb",
        "a%00",
        "u_thing/123",
        "u_thing?sysparm_query=aGREATERb",
        "u_thing?sysparm_limit=10001",
        "u_thing?sysparm_limit=0",
        "u_thing?sysparm_limit=-1",
        "u_thing?sysparm_limit=1e3",
        "u_thing?sysparm_offset=-1",
        "u_thing?sysparm_offset=99999999999",
        "u_thing?sysparm_fields=a,,b",
        "u_thing?sysparm_fields=A",
        "u_thing?sysparm_query=a=1&sysparm_query=a=2",
      })
  void aRequestOfTheWrongFormIsRefused(String request) throws Exception {
    HttpResponse<String> response = client.get(API + request);
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void aLongTableNameIsRefused() throws Exception {
    assertThat(client.get(API + "a".repeat(80)).statusCode()).isEqualTo(200);
    assertThat(client.get(API + "a".repeat(81)).statusCode()).isEqualTo(400);
  }

  @Test
  void aComputedRowIsShownButCannotBeWritten() throws Exception {
    String flag = API + "sys_properties/" + FLAG;
    insert("sys_properties", "{\"name\":\"colour\",\"value\":\"red\"}");
    assertThat(list("sys_properties", "name=flag", "&sysparm_fields=value").body())
        .isEqualTo("{\"result\":[{\"value\":\"true\"}]}");
    assertThat(list("sys_properties", "", "").headers().firstValue("X-Total-Count")).contains("2");
    assertThat(client.get(flag).body()).contains("\"value\":\"true\"");
    for (HttpResponse<String> refused :
        List.of(
            client.send("PATCH", flag, "{\"value\":\"false\"}"),
            client.send("DELETE", flag, ""),
            client.send("POST", API + "sys_properties", "{\"name\":\"flag\"}"))) {
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(Client.json(refused).at("/error/message").textValue())
          .isEqualTo("flag is read-only");
    }
    assertThat(client.get(flag).body()).contains("\"value\":\"true\"");
  }

  @Test
  void aKeptRowCannotPassForAComputedOne() throws Exception {
    store.insert(PROPERTIES, Map.of("name", "flag", "value", "false"), "another tool");
    store.insert(new GlideRecord(PROPERTIES, FLAG, Map.of("name", "x")), "another tool");
    assertThat(list("sys_properties", "name=flag", "&sysparm_fields=value").body())
        .isEqualTo("{\"result\":[{\"value\":\"true\"}]}");
    assertThat(client.get(API + "sys_properties/" + FLAG).body()).contains("\"value\":\"true\"");
  }

  @Test
  void aRuleCompletesAndRefusesWrites() throws Exception {
    JsonNode row = insert("ecc_queue", "{\"agent\":\"mid.server.a\",\"state\":\"processed\"}");
    assertThat(row.get("state").textValue()).isEqualTo("ready");
    assertThat(queue.woken).hasValue(1);
    assertThat(client.send("POST", API + "ecc_queue", "{}").statusCode()).isEqualTo(403);
    HttpResponse<String> malformed = client.send("POST", API + "ecc_queue", "{\"topic\":\"a b\"}");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("a topic with a space", "reason: malformed");
    assertThat(queue.woken).hasValue(1);
    assertThat(list("ecc_queue", "", "").headers().firstValue("X-Total-Count")).contains("1");
  }

  @Test
  void aReadOnlyTableIsWrittenByNobodyElse() throws Exception {
    var row = store.insert(new TableName("syslog"), Map.of("message", "m"), "system");
    HttpResponse<String> refused = client.send("POST", API + "syslog", "{}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("Table is read-only: the log writes itself", "reason: table-read-only");
    String path = API + "syslog/" + row.sysId();
    assertThat(client.send("PATCH", path, "{}").statusCode()).isEqualTo(403);
    assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(403);
    assertThat(client.get(path).statusCode()).isEqualTo(200);
  }

  private JsonNode insert(String table, String body) throws Exception {
    HttpResponse<String> response = client.send("POST", API + table, body);
    assertThat(response.statusCode()).isEqualTo(201);
    return Client.json(response).get("result");
  }

  private HttpResponse<String> list(String table, String query, String more) throws Exception {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpResponse<String> response = client.get(API + table + "?sysparm_query=" + encoded + more);
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }
}
