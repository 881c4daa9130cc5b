import { bodyFaults } from './body-faults.ts';
import { testFaults } from './test-faults.ts';

testFaults(bodyFaults);
