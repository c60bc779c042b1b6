package dev.circleoftrust.mid.boot;

import dev.circleoftrust.runtime.process.LogLevel;
import java.time.Duration;

/**
 * What the boot file says of how a MID Server is observed; the product's names.
 *
 * <pre>
 * mid:
 *   log.level: INFO                          # TRACE | DEBUG | INFO | WARN
 *   ecc.queue.audit.report_interval: 3600    # seconds, 900 at least
 * </pre>
 *
 * @param logLevel what comes into the log; {@code TRACE} tells of each decision of the ECC firewall
 * @param auditInterval how often the counts of the ECC firewall are reported to production
 */
public record Observation(LogLevel logLevel, Duration auditInterval) {
  private static final int SHORTEST = 900;
  private static final int LONGEST = 86_400;
  private static final int DEFAULT = 3_600;

  static Observation read(YamlSection mid) {
    return new Observation(
        mid.optionalText("log.level", "TRACE, DEBUG, INFO or WARN", LogLevel::valueOf)
            .orElse(LogLevel.INFO),
        Duration.ofSeconds(
            mid.optionalInteger("ecc.queue.audit.report_interval", SHORTEST, LONGEST)
                .orElse(DEFAULT)));
  }
}
