package dev.circleoftrust.simulator.load.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.simulator.client.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class LoadOptionsTest {
  @Test
  void withoutOptionsAllOfIt() throws RefusedException {
    LoadSettings settings = read();

    assertThat(settings.course().pipeline()).isEqualTo(LoadSettings.Pipeline.BOTH);
    assertThat(settings.course().rounds()).isEqualTo(3);
    assertThat(settings.traffic().size()).isEqualTo(300);
    assertThat(settings.traffic().spoiled().share()).isZero();
    assertThat(settings.topology().mids()).isEqualTo(1);
    assertThat(settings.topology().wire()).isEqualTo(new LoadSettings.Wire("ed25519", "lz4"));
    assertThat(settings.topology().threads()).isEqualTo(LoadSettings.Threads.DEFAULT);
  }

  @Test
  void everyOptionOfTheIssueIsTaken() throws RefusedException {
    LoadSettings settings =
        read(
            "--records",
            "10_000",
            "--size",
            "1024",
            "--mids",
            "2",
            "--partitions",
            "4",
            "--rate",
            "5000",
            "--duration",
            "2500ms",
            "--work",
            "200ms",
            "--mix",
            "interactive=1,standard=1",
            "--threads",
            "5,6,7",
            "--invalid",
            "10%",
            "--sweep",
            "--limit",
            "50ms",
            "--key-type",
            "rsa-4096",
            "--compression",
            "zstd",
            "--report",
            "out",
            "--bootstrap",
            "127.0.0.1:9092",
            "--json");

    assertThat(settings.traffic().amount())
        .isEqualTo(new LoadSettings.Amount(10_000, Duration.ofMillis(2_500)));
    assertThat(settings.traffic().mix()).isEqualTo(new Mix(1, 0, 1));
    assertThat(settings.traffic().spoiled().share()).isEqualTo(0.1);
    assertThat(settings.traffic().rate()).isEqualTo(5_000);
    assertThat(settings.topology().partitions()).isEqualTo(4);
    assertThat(settings.topology().threads()).isEqualTo(new LoadSettings.Threads(5, 6, 7));
    assertThat(settings.topology().wire()).isEqualTo(new LoadSettings.Wire("rsa-4096", "zstd"));
    assertThat(settings.topology().bootstrap()).contains("127.0.0.1:9092");
    assertThat(settings.course().work()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.course().sweep()).contains(new LoadSettings.Sweep(Duration.ofMillis(50)));
    assertThat(settings.report()).isEqualTo(Optional.of(Path.of("out")));
    assertThat(settings.json()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--records|-1|--records takes a whole number from 1 to 1000000000, not -1",
        "--records|many|--records takes a whole number",
        "--size|249|--size takes a whole number from 250 to 65536, not 249",
        "--mids|0|--mids takes a whole number from 1 to 16, not 0",
        "--partitions|65|--partitions takes a whole number from 1 to 64, not 65",
        "--duration|3|--duration takes a time such as 200ms, 30s or 5m",
        "--duration|10h|--duration takes a time such as 200ms, 30s or 5m",
        "--duration|1ms|from 500ms to 60m, not 1ms",
        "--work|21s|--work takes a time such as 200ms, 30s or 5m, from 0s to 20s, not 21s",
        "--mix|urgent=5|--mix takes shares such as interactive=5,expedited=25,standard=70",
        "--mix|interactive=0|--mix takes shares",
        "--threads|1,2|--threads takes N for standard rows, or INTERACTIVE,EXPEDITED,STANDARD",
        "--threads|201|--threads takes a whole number from 1 to 200, not 201",
        "--invalid|101%|--invalid takes a share such as 10%, from 0% to 100%, not 101%",
        "--invalid|some|--invalid takes a share such as 10%",
        "--key-type|dsa|--key-type takes one of ed25519, rsa-4096, not dsa",
        "--compression|gzip|--compression takes one of none, lz4, zstd, not gzip",
        "--pipeline|both ways|--pipeline takes one of channel, queue, both, not both ways",
        "--bootstrap|here|--bootstrap takes HOST:PORT",
        "--limit|50ms|--limit goes with --sweep only"
      })
  void whatIsWrongIsNamed(String option, String value, String sentence) {
    assertThatThrownBy(() -> read(option, value))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void theChannelsProbeDoesNotWork() {
    assertThatThrownBy(() -> read("--pipeline", "channel", "--work", "1s"))
        .hasMessageContaining("--work goes with --pipeline queue or both");
  }

  private static LoadSettings read(String... arguments) throws RefusedException {
    var options = new LoadOptions();
    CommandSpec spec = CommandSpec.create();
    options.addTo(spec);
    var _ = new CommandLine(spec).parseArgs(arguments);
    return options.read();
  }
}
