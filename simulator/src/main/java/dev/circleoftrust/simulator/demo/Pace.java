package dev.circleoftrust.simulator.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;

/** How fast the story is told. For one thread. */
final class Pace {
  private static final Duration READING = Duration.ofMillis(700);

  private final Mode mode;
  private final BufferedReader input;

  /** The ways of telling. */
  enum Mode {
    /** Without a pause. */
    FAST,
    /** With time to read. */
    READABLE,
    /** Each step when somebody presses Enter. */
    STEPS
  }

  Pace(Mode mode, InputStream input) {
    this.mode = mode;
    this.input = new BufferedReader(new InputStreamReader(input, UTF_8));
  }

  /** After a step. */
  void pause(Screen screen) {
    switch (mode) {
      case FAST -> {}
      case READABLE -> {
        try {
          Thread.sleep(READING);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      case STEPS -> awaitEnter(screen, "Enter goes on");
    }
  }

  /** Waits until somebody presses Enter; goes on where nobody can. */
  void awaitEnter(Screen screen, String prompt) {
    screen.raw("    [" + prompt + "]");
    try {
      var _ = input.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
