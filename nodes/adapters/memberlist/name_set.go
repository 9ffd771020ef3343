package main

// mostNames bounds the memory for names of updates. A copy that comes after so many newer ones counts as a first one.
const mostNames = 1 << 18

// nameSet remembers the newest names.
type nameSet struct {
	names  map[string]struct{}
	oldest int
	order  []string
}

func newNameSet() *nameSet { return &nameSet{names: map[string]struct{}{}} }

// add tells whether the name is new.
func (s *nameSet) add(name string) bool {
	if _, known := s.names[name]; known {
		return false
	}
	s.names[name] = struct{}{}
	if len(s.order) < mostNames {
		s.order = append(s.order, name)
		return true
	}
	delete(s.names, s.order[s.oldest])
	s.order[s.oldest] = name
	s.oldest = (s.oldest + 1) % mostNames
	return true
}
