package dev.circleoftrust.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsStandUnderTheirHeadings() {
    var table =
        new TextTable(
            List.of("name", "value"),
            List.of(List.of("flag", "true"), List.of("a longer name", "")));
    assertThat(table.lines(100))
        .containsExactly(
            "name           value", "-------------  -----", "flag           true", "a longer name");
  }

  @Test
  void theWidestColumnGivesWayFirst() {
    var table = new TextTable(List.of("name", "value"), List.of(List.of("short", "x".repeat(200))));
    assertThat(table.lines(40))
        .allMatch(line -> line.length() <= 40)
        .last()
        .isEqualTo("short  " + "x".repeat(32) + "…");
  }

  @Test
  void theIdentityStaysWholeWhileAnythingElseCanGiveWay() {
    String id = "ab".repeat(16);
    var table =
        new TextTable(
            List.of("sys_id", "state", "error"),
            List.of(List.of(id, "processing", "x".repeat(90))));
    assertThat(table.lines(60)).last().asString().startsWith(id + "  ").hasSize(60);
  }

  @Test
  void aValueCannotWriteToTheTerminal() {
    var table = new TextTable(List.of("value"), List.of(List.of("\u001b[2Jgone\r\n\u202e!")));
    assertThat(table.lines(100)).last().isEqualTo(" [2Jgone   !");
  }

  @Test
  void anEmptyTableHasItsHeadings() {
    assertThat(new TextTable(List.of("name"), List.of()).lines(100))
        .containsExactly("name", "----");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatThrownBy(() -> new TextTable(List.of("a", "b"), List.of(List.of("only"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 values under 2 headings");
  }
}
