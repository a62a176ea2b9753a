"""pgqueuer as a whole system, run as its own command line runs it: with uvloop and its autovacuum settings.

DATABASE-URL schema | fill ITEMS QUEUES | work SECONDS QUEUES BATCH PROCESSES MANAGERS | late
"""

import asyncio
import json
import signal
import sys
import uuid
from datetime import timedelta

import asyncpg
import peer_children
import psycopg
import uvloop
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

url, command, *rest = sys.argv[1:]


def left(connection):
    return connection.execute("SELECT count(*) FROM pgqueuer").fetchone()[0]


async def schema():
    connection = await asyncpg.connect(url)
    queries = Queries(AsyncpgDriver(connection))
    await queries.install()
    await queries.optimize_autovacuum()
    await connection.close()


def fill(items, queues):
    with psycopg.connect(url, autocommit=True) as connection:
        # Without the trigger, which notifies.
        connection.execute("SET session_replication_role = replica")
        connection.execute("TRUNCATE pgqueuer, pgqueuer_log")
        connection.execute(
            """INSERT INTO pgqueuer (priority, status, entrypoint, payload)
               SELECT i %% 3, 'queued', 'q' || i / 3 %% %s, convert_to(p.body::text, 'UTF8')
                 FROM generate_series(1, %s) AS i JOIN bench_payload p ON p.n = i %% 10000""",
            (queues, items),
        )
        connection.execute("VACUUM ANALYZE pgqueuer")
        connection.execute("CHECKPOINT")


async def worker(queues, batch, managers):
    async def nothing(job: Job) -> None:
        pass

    programs = []
    for _ in range(managers):
        program = PgQueuer(AsyncpgDriver(await asyncpg.connect(url)))
        for n in range(queues):
            program.entrypoint(f"q{n}")(nothing)
        programs.append(program)

    def stop():
        for program in programs:
            program.shutdown.set()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    runs = [program.run(dequeue_timeout=timedelta(seconds=5), batch_size=batch) for program in programs]
    await asyncio.gather(*runs)


def work(seconds, queues, batch, processes, managers):
    with psycopg.connect(url, autocommit=True) as connection:
        items = left(connection)
        arguments = [__file__, url, "worker", str(queues), str(batch), str(managers)]
        peer_children.rate(arguments, processes, seconds, items, lambda: items - left(connection))


async def late():
    connection = await asyncpg.connect(url)
    queries = Queries(AsyncpgDriver(connection))
    from pgqueuer.ports.repository import EntrypointExecutionParameter

    async def take(patience):
        return (
            await queries.dequeue(
                batch_size=1,
                entrypoints={"late": EntrypointExecutionParameter(concurrency_limit=0)},
                queue_manager_id=uuid.uuid4(),
                global_concurrency_limit=1000,
                heartbeat_timeout=patience,
            )
        )[0]

    for is_done in (True, False):
        await queries.clear_queue()
        await queries.enqueue("late", b"")
        first = await take(timedelta(seconds=30))
        await asyncio.sleep(0.3)
        # Its heartbeat is too old: the next one takes it.
        second = await take(timedelta(milliseconds=100))
        assert first.id == second.id
        if is_done:
            await queries.log_jobs([(second, "successful", None)])
        try:
            await queries.log_jobs([(first, "successful", None)])
            said = "done, no error"
        except Exception as error:
            said = f"error: {error}"
        rows = await connection.fetchval("SELECT count(*) FROM pgqueuer WHERE id = $1", first.id)
        now = "row gone" if rows == 0 else "row still held"
        print(json.dumps({"case": "completed" if is_done else "held", "said": said, "now": now}))
    await connection.close()


match command:
    case "schema":
        uvloop.run(schema())
    case "fill":
        fill(int(rest[0]), int(rest[1]))
    case "worker":
        uvloop.run(worker(int(rest[0]), int(rest[1]), int(rest[2])))
    case "work":
        work(float(rest[0]), int(rest[1]), int(rest[2]), int(rest[3]), int(rest[4]))
    case "late":
        uvloop.run(late())
