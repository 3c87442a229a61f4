/** Two people with a phone. Their ids at a bank are in the bank's folder. */
export interface User {
  id: string;
  name: string;
}

export const USERS: readonly User[] = [
  { id: 'lele', name: '乐乐' },
  { id: 'zhongzhong', name: '众众' },
];

export function findUser(id: unknown): User | undefined {
  return USERS.find((user) => user.id === id);
}
