import { ownFaults } from './own-faults.ts';
import { testFaults } from './test-faults.ts';

testFaults(ownFaults);
