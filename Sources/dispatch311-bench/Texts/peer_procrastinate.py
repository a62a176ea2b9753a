"""procrastinate as a whole system; it fetches one item at a time, so a batch says nothing to it.

DATABASE-URL schema | fill ITEMS QUEUES | work SECONDS QUEUES BATCH PROCESSES CONCURRENCY | late
"""

import asyncio
import json
import sys

import peer_children
import procrastinate
import psycopg
from procrastinate import exceptions, jobs

url, command, *rest = sys.argv[1:]
# A worker's items each use a connection of the pool, and so do its listening and its heartbeat.
connections = max(4, int(rest[1]) + 2) if command == "worker" else 4
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, max_size=connections))


@app.task(name="nothing", pass_context=False)
async def nothing(**payload):
    pass


def done(connection):
    return connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'").fetchone()[0]


async def schema():
    async with app.open_async():
        if not await app.check_connection_async():
            await app.schema_manager.apply_schema_async()


def fill(items, queues):
    with psycopg.connect(url, autocommit=True) as connection:
        # Without the triggers, which write a line of history and notify for each.
        connection.execute("SET session_replication_role = replica")
        connection.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers")
        connection.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args)
               SELECT 'q' || i / 3 %% %s, 'nothing', i %% 3, p.body
                 FROM generate_series(1, %s) AS i JOIN bench_payload p ON p.n = i %% 10000""",
            (queues, items),
        )
        connection.execute("VACUUM ANALYZE procrastinate_jobs")
        connection.execute("CHECKPOINT")


async def worker(queues, concurrency):
    async with app.open_async():
        await app.run_worker_async(
            queues=[f"q{n}" for n in range(queues)], concurrency=concurrency, install_signal_handlers=True
        )


def work(seconds, queues, processes, concurrency):
    with psycopg.connect(url, autocommit=True) as connection:
        items = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()[0]
        arguments = [__file__, url, "worker", str(queues), str(concurrency)]
        peer_children.rate(arguments, processes, seconds, items, lambda: done(connection))


async def late():
    async with app.open_async():
        manager = app.job_manager
        for is_done in (True, False):
            await nothing.configure(queue="late").defer_async()
            first = await manager.register_worker()
            job = await manager.fetch_job(queues=["late"], worker_id=first)
            # What its own recovery of stalled jobs does: the job is to be run again.
            await manager.retry_job_by_id_async(job.id, retry_at=procrastinate.utils.utcnow())
            second = await manager.register_worker()
            again = await manager.fetch_job(queues=["late"], worker_id=second)
            assert again.id == job.id
            if is_done:
                await manager.finish_job_by_id_async(job.id, status=jobs.Status.SUCCEEDED, delete_job=False)
            try:
                await manager.finish_job_by_id_async(job.id, status=jobs.Status.SUCCEEDED, delete_job=False)
                said = "done, no error"
            except exceptions.ConnectorException as error:
                said = f"error: {str(error.__cause__ or error).splitlines()[0]}"
            status = (await manager.get_job_status_async(job.id)).value
            print(json.dumps({"case": "completed" if is_done else "held", "said": said, "now": status}))


match command:
    case "schema":
        asyncio.run(schema())
    case "fill":
        fill(int(rest[0]), int(rest[1]))
    case "worker":
        asyncio.run(worker(int(rest[0]), int(rest[1])))
    case "work":
        work(float(rest[0]), int(rest[1]), int(rest[3]), int(rest[4]))
    case "late":
        asyncio.run(late())
