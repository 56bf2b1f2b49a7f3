/** What a service takes of the rooms and people that are on sale. */
export const bookedResources = {
  select: { resources: { where: { resource: { archivedAt: null } }, select: { resourceId: true } } },
} as const;
