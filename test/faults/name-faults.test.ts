import { nameFaults } from './name-faults.ts';
import { testFaults } from './test-faults.ts';

testFaults(nameFaults);
