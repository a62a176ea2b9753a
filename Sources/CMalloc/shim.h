#ifndef DISPATCH311_CMALLOC_SHIM_H
#define DISPATCH311_CMALLOC_SHIM_H

// What the C library says of its heap, which Swift's Glibc module leaves out.
#include <malloc.h>

#endif
