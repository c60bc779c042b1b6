package dev.circleoftrust.mid.rest;

import dev.circleoftrust.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes the beginning of a response's body, and hangs up on the rest. */
final class BodyStart implements BodySubscriber<BodyStart.Body> {
  private final int limit;
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  /**
   * What a server sent.
   *
   * @param bytes its beginning
   * @param cut whether there was more
   */
  record Body(Bytes bytes, boolean cut) {}

  BodyStart(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), limit - taken.size())];
      buffer.get(bytes);
      taken.writeBytes(bytes);
      if (buffer.hasRemaining()) {
        end(true);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable problem) {
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    end(false);
  }

  private void end(boolean cut) {
    if (cut && subscription != null) {
      subscription.cancel();
    }
    body.complete(new Body(Bytes.copyOf(taken.toByteArray()), cut));
  }
}
