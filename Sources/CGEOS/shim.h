#ifndef DISPATCH311_CGEOS_SHIM_H
#define DISPATCH311_CGEOS_SHIM_H

// Only the re-entrant (_r) functions are visible: the others share one hidden context.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#endif
