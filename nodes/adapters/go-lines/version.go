package lines

import (
	"runtime/debug"
	"strings"
)

// VersionOf is the version of a module that was built in.
func VersionOf(module string) string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range build.Deps {
			if dep.Path == module {
				return strings.TrimPrefix(dep.Version, "v")
			}
		}
	}
	return "unknown"
}
