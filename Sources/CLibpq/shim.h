#ifndef DISPATCH311_CLIBPQ_SHIM_H
#define DISPATCH311_CLIBPQ_SHIM_H

// PostgreSQL's client library. Only Sources/Postgres/Handles imports this module.
#include <libpq-fe.h>

#endif
