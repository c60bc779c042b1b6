/**
 * What a process remembers: an instance's tables as the product's records, and a component's own
 * SQL tables, in one SQLite file.
 *
 * {@snippet :
 * var database = Database.open(folder.privateFile("instance.db"), TableStore.SCHEMA, OUTBOX);
 * var tables = new TableStore(database, clock, random);
 * GlideRecord row = tables.insert(QUEUE, Map.of("state", "ready"), "admin");
 * for (GlideRecord ready : tables.query(QUEUE, EncodedQuery.where("state", "ready"), 500)) {
 *   database.inTransaction(handle -> {
 *     handle.execute("INSERT INTO outbox ...", ready.sysId().value());
 *     return tables.update(QUEUE, ready.sysId(), Map.of("state", "processing"), "system");
 *   });
 * }
 * }
 */
@NullMarked
package dev.circleoftrust.runtime.store;

import org.jspecify.annotations.NullMarked;
