"""pgqueuer as a whole system: DATABASE-URL schema | fill ITEMS QUEUES | work SECONDS QUEUES BATCH PROCESSES | late."""

import asyncio
import json
import signal
import subprocess
import sys
import time
import uuid
from datetime import timedelta

import asyncpg
import psycopg
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

url, command, *rest = sys.argv[1:]


def left(connection):
    return connection.execute("SELECT count(*) FROM pgqueuer").fetchone()[0]


async def schema():
    connection = await asyncpg.connect(url)
    await Queries(AsyncpgDriver(connection)).install()
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


async def worker(queues, batch):
    connection = await asyncpg.connect(url)
    program = PgQueuer(AsyncpgDriver(connection))

    async def nothing(job: Job) -> None:
        pass

    for n in range(queues):
        program.entrypoint(f"q{n}")(nothing)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, program.shutdown.set)
    await program.run(dequeue_timeout=timedelta(seconds=5), batch_size=batch)


def work(seconds, queues, batch, processes):
    children = [
        subprocess.Popen(
            [sys.executable, __file__, url, "worker", str(queues), str(batch)], stderr=subprocess.DEVNULL
        )
        for _ in range(processes)
    ]
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            full = left(connection)
            while left(connection) == full:
                time.sleep(0.1)
            time.sleep(1)
            before, start = left(connection), time.monotonic()
            time.sleep(seconds)
            after, end = left(connection), time.monotonic()
    finally:
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
    print(json.dumps({"per_second": (before - after) / (end - start)}))


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
        asyncio.run(schema())
    case "fill":
        fill(int(rest[0]), int(rest[1]))
    case "worker":
        asyncio.run(worker(int(rest[0]), int(rest[1])))
    case "work":
        work(float(rest[0]), int(rest[1]), int(rest[2]), int(rest[3]))
    case "late":
        asyncio.run(late())
