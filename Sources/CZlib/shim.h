#ifndef DISPATCH311_CZLIB_SHIM_H
#define DISPATCH311_CZLIB_SHIM_H

#include <zlib.h>

#endif
