// libyaml's parser, as Debian's libyaml-dev has it.
#ifndef TOCSIN_LIBYAML_SHIM_H
#define TOCSIN_LIBYAML_SHIM_H

#include <yaml.h>

#endif
