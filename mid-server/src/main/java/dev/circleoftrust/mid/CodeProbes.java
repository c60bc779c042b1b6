package dev.circleoftrust.mid;

import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.mid.boot.BootFile;
import dev.circleoftrust.mid.boot.Credentials;
import dev.circleoftrust.mid.probe.JdbcDrivers;
import dev.circleoftrust.mid.probe.JdbcProbe;
import dev.circleoftrust.mid.probe.JdbcTargets;
import dev.circleoftrust.mid.probe.OwnFiles;
import dev.circleoftrust.mid.probe.Probe;
import dev.circleoftrust.mid.probe.ResultMemory;
import dev.circleoftrust.mid.program.CommandProbe;
import dev.circleoftrust.mid.rest.RestProbe;
import dev.circleoftrust.mid.script.JavascriptProbe;
import dev.circleoftrust.runtime.process.PrivateFolder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The probes that run code, one for each type of record that carries some. */
final class CodeProbes {
  private static final Logger LOGGER = LoggerFactory.getLogger(CodeProbes.class);
  private static final Duration HTTP_PATIENCE = Duration.ofSeconds(30);

  private CodeProbes() {}

  /** What this host lets them do, by the topic that they answer. */
  static Map<String, Probe> of(BootFile boot, PrivateFolder folder) {
    Credentials credentials = Credentials.read(folder, boot);
    JdbcDrivers drivers = JdbcDrivers.of(boot.probes().drivers());
    var own = new OwnFiles(folder.path());
    var probes = new HashMap<String, Probe>();
    for (CodeType type : CodeType.values()) {
      switch (type) {
        case DATA_SOURCE ->
            probes.put(
                type.topic(),
                new JdbcProbe(
                    new JdbcTargets(drivers, credentials, own),
                    resultMemory(),
                    JdbcProbe.TIME_LIMIT));
        case COMMAND -> probes.put(type.topic(), new CommandProbe(boot.probes().commands()));
        case REST_MESSAGE -> probes.put(type.topic(), new RestProbe(credentials, HTTP_PATIENCE));
        case SCRIPT -> probes.put(type.topic(), new JavascriptProbe());
      }
    }
    LOGGER
        .atInfo()
        .addKeyValue("programs", boot.probes().commands())
        .addKeyValue("drivers", drivers.names())
        .log("what this host lends to signed records");
    return probes;
  }

  /** An eighth of the heap, whatever the number of queries that run at once. */
  private static ResultMemory resultMemory() {
    return new ResultMemory(Runtime.getRuntime().maxMemory() / 8);
  }
}
