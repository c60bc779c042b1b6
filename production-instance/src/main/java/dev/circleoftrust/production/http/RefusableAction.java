package dev.circleoftrust.production.http;

import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.runtime.http.Action;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.wire.MalformedException;

/** An action that production may refuse, with a reason. */
@FunctionalInterface
interface RefusableAction {
  Answer answer(Request request) throws MalformedException, RefusedException;

  /** The same, with refusals as answers in the product's form. */
  default Action asAction() {
    return request -> {
      try {
        return answer(request);
      } catch (RefusedException e) {
        return Answer.failure(e.reason().status(), e.explanation(), "reason: " + e.reason().code());
      }
    };
  }
}
