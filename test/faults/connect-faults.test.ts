import { connectFaults } from './connect-faults.ts';
import { testFaults } from './test-faults.ts';

testFaults(connectFaults);
