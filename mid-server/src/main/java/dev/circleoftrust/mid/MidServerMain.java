package dev.circleoftrust.mid;

import dev.circleoftrust.mid.queue.Desk;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.process.Application;
import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.Program;
import dev.circleoftrust.wire.Bytes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The program of a MID Server. Everything about it but the folder stands in the boot file in there.
 */
public final class MidServerMain {
  private MidServerMain() {}

  /** Runs a MID Server until it is told to stop. */
  public static void main(String[] args) {
    new Program("mid-server", List.of(Arguments.BIND), MidServerMain::start).main(args);
  }

  private static void start(Application application) {
    var surroundings =
        new Desk.Surroundings(InstantSource.system(), randomIds(), Steps.unwatched());
    var server =
        application.owns(
            new MidServer(
                new MidServer.Setting(
                    application.folder(),
                    application.arguments().text(Arguments.BIND),
                    surroundings,
                    (thread, e) ->
                        application.fail("the thread %s died".formatted(thread.getName()), e))));
    application.log(server.logLevel());
    application.ready(server.name().value(), server.start());
  }

  private static Supplier<SysId> randomIds() {
    var random = new SecureRandom();
    return () -> {
      byte[] id = new byte[SysId.SIZE];
      random.nextBytes(id);
      return SysId.of(Bytes.copyOf(id));
    };
  }
}
