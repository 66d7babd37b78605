/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { task_item: "county", task_assignment: "local", task_assignment_child: "local" } as const;
