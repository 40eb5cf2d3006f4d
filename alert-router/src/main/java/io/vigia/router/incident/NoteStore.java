package io.vigia.router.incident;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import io.vigia.router.incident.Timeline.Note;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** What people write about incidents. */
@ApplicationScoped
class NoteStore {

  static final int MOST = 200;

  private final Pool pool;
  private final AuditStore audit;

  NoteStore(Pool pool, AuditStore audit) {
    this.pool = pool;
    this.audit = audit;
  }

  Uni<Note> add(Caller by, UUID incident, Note note) {
    String tenant = by.tenant();
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    select (select count(*) from incident_note n where n.incident = i.id) as notes
                      from incident i where tenant = $1 and id = $2 for no key update""")
                .execute(Tuple.of(tenant, incident))
                .chain(
                    rows -> {
                      if (rows.size() == 0) {
                        throw Refusal.notFound("incident", incident.toString());
                      }
                      if (rows.iterator().next().getLong("notes") >= MOST) {
                        throw Refusal.of(
                            Problem.of(
                                429,
                                "limit",
                                "A limit is reached",
                                "An incident takes at most " + MOST + " notes."));
                      }
                      return tx.preparedQuery(
                              """
                              insert into incident_note (incident, tenant, author, text, written_at)
                              values ($1, $2, $3, $4, $5)""")
                          .execute(
                              Tuple.of(
                                  incident,
                                  tenant,
                                  note.author(),
                                  note.text(),
                                  ColumnMapper.at(note.writtenAt())));
                    })
                .call(
                    () ->
                        audit.record(
                            tx,
                            by,
                            new Change(
                                "incident.note", incident.toString(), Map.of("text", note.text()))))
                .replaceWith(note));
  }
}
