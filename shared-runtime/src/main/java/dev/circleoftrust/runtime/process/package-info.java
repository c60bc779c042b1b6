/**
 * A process as its administrator meets it: its private folder, its arguments, its log file, how it
 * starts and how it ends.
 *
 * {@snippet :
 * public static void main(String[] args) {
 *   new Program("trusted-instance", List.of(NAME, BOOTSTRAP, HTTP, BIND), TrustedMain::start)
 *       .main(args);
 * }
 *
 * private static void start(Application application) {
 *   Arguments arguments = application.arguments();
 *   var database = application.owns(
 *       Database.open(application.folder().privateFile("instance.db"), TableStore.SCHEMA));
 *   var server = application.owns(HttpServer.start(arguments.httpAddress(), gate, routes));
 *   application.ready(arguments.processName(), server.uri());
 * }
 * }
 */
@NullMarked
package dev.circleoftrust.runtime.process;

import org.jspecify.annotations.NullMarked;
