import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { Phone } from './phone.ts';

export function addPages(_app: FastifyInstance, _context: Context, _phone: Phone): void {}
