/**
 * HTTP as the product's users know it: the Table API, actions, health and metrics, behind one
 * administrator's password.
 *
 * {@snippet :
 * var account = AdministratorAccount.open(folder, new SecureRandom());
 * var gate = new LoginGate(account, clock);
 * var api = new TableApi(store, Map.of(table, rule), TableRule.WRITABLE);
 * var routes = new ArrayList<>(api.routes());
 * routes.add(Route.action(Method.POST, "/api/circle/jobs/{id}/execute", request ->
 *     Answer.result(jobs.execute(request.path("id"), request.user()))));
 * routes.addAll(Health.routes(() -> new Health(true, problems, details)));
 * routes.add(Metrics.route(registry));
 * try (var server = HttpServer.start(BindAddress.loopback(0), gate, routes)) { ... }
 * }
 */
@NullMarked
package dev.circleoftrust.runtime.http;

import org.jspecify.annotations.NullMarked;
