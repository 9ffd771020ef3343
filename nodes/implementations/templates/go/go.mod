module my-node

go 1.22
